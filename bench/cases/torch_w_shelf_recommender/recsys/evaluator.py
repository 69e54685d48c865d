import torch
from torch.utils.data import DataLoader


class Evaluator:
    def __init__(self, model, k=10, batch_size=128):
        self.model, self.k, self.batch_size = model, k, batch_size

    @torch.no_grad()
    def hit_rate(self, loans):
        self.model.eval()
        hits = 0
        for reader, book in DataLoader(loans, batch_size=self.batch_size):
            best = self.model(reader).topk(self.k).indices
            hits += (best == book[:, None]).any(dim=1).sum().item()
        return hits / len(loans)
