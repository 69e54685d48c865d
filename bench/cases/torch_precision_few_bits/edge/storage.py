import torch


def packed(state, bits):
    """Weights as they are kept in flash: whole steps between minus and plus the largest value."""
    out = {}
    for name, value in state.items():
        if value.dim() < 2:
            out[name] = value
            continue
        step = value.abs().max() / (2 ** (bits - 1) - 1)
        out[name] = torch.round(value / step) * step
    return out
