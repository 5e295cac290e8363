"""newslab: what each source reports."""

__version__ = "0.1.0"
