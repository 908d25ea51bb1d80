"""A sentence in a view: data until an entrance dumps the view, in Chinese or in the language of its reader."""

from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, SerializationInfo

from regulation.words.message import CHINESE, Language, Message, as_said
from regulation.words.sentences import LANGUAGE


def _written(message: Message, info: SerializationInfo) -> str:
    language: Language = (info.context or {}).get(LANGUAGE, CHINESE)
    return language.write(message)


# A text or a label may be given as well. A dump has it written: `view.model_dump(context={LANGUAGE: language})`.
Text = Annotated[Message, BeforeValidator(as_said), PlainSerializer(_written)]
