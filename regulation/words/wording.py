"""What everything in an edition is made of: values that never change, and words in both languages."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Edition data: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Words(Frozen):
    """The same words in Chinese and in English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, lang: Literal["zh", "en"]) -> str:
        """Give the words in one language."""
        return self.zh if lang == "zh" else self.en
