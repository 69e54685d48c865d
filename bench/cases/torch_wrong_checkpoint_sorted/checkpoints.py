from pathlib import Path

import torch

FOLDER = Path("checkpoints")


def save(model, epoch):
    FOLDER.mkdir(exist_ok=True)
    torch.save(model.state_dict(), FOLDER / f"epoch_{epoch}.pt")


def latest():
    return sorted(FOLDER.glob("epoch_*.pt"))[-1]
