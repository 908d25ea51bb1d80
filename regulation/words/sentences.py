"""Sentences in what is stored and in what is dumped: data until somebody reads them."""

from typing import Annotated, Any

from pydantic import PlainSerializer, SerializationInfo

from regulation.words.message import CHINESE, Language, Message

# A sentence that a rule wrote into the ledger. Rows of 0.2.0 have it as text, and it is shown as it stands.
Sentence = str | Message

LANGUAGE = "language"


def _told(message: Message, info: SerializationInfo) -> str:
    language: Language = (info.context or {}).get(LANGUAGE, CHINESE)
    return language.write(message)


# A sentence of something that is only shown: a dump to JSON has it written, in Chinese or in the language that
# stands in the context: `found.model_dump(mode="json", context={LANGUAGE: language})`.
Told = Annotated[Message, PlainSerializer(_told, when_used="json")]


def written(plain: Any, language: Language = CHINESE) -> Any:
    """Give plain data, as a file or an entry is dumped, with every sentence in it written."""
    match plain:
        case Message():
            return language.write(plain)
        case {"id": str(sentence), "values": dict(values), **rest} if not rest:
            return language.write(Message(id=sentence, values=values))
        case dict():
            return {key: written(value, language) for key, value in plain.items()}
        case list() | tuple():
            return [written(value, language) for value in plain]
        case _:
            return plain
