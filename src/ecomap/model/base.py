"""What every input model shares: frozen, nothing unknown, documented field by field."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An input that never changes once it has been read; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
