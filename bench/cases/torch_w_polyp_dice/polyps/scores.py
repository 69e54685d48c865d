class DiceScore:
    """Dice over all pixels seen, or over those of each batch, then averaged."""

    def __init__(self, over="all"):
        self.over = over
        self.reset()

    def reset(self):
        self.overlap, self.size, self.batches = 0.0, 0.0, []

    def update(self, predicted, masks):
        overlap, size = 2.0 * (predicted & masks).sum().item(), (predicted.sum() + masks.sum()).item()
        self.overlap += overlap
        self.size += size
        self.batches.append(overlap / max(size, 1))

    def compute(self):
        return self.overlap / self.size if self.over == "all" else sum(self.batches) / len(self.batches)
