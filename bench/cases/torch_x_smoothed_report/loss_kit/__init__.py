from loss_kit.parts import evaluate, settings, table

__all__ = ["evaluate", "settings", "table"]
