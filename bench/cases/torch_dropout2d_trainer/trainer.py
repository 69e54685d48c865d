import logging

import torch
import torch.nn.functional as F

log = logging.getLogger("trainer")


class Trainer:
    def __init__(self, model, lr=1e-3, device="cpu"):
        self.model = model.to(device)
        self.device = device
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def fit(self, loader, val_loader, epochs):
        for epoch in range(epochs):
            self.model.train()
            for images, labels in loader:
                images, labels = images.to(self.device), labels.to(self.device)
                loss = F.cross_entropy(self.model(images), labels)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
            self.model.eval()
            log.info("epoch %d: val accuracy %.4f", epoch + 1, self.score(val_loader))

    @torch.inference_mode()
    def score(self, loader):
        hits = 0
        seen = 0
        for images, labels in loader:
            logits = self.model(images.to(self.device))
            hits += int((logits.argmax(-1).cpu() == labels).sum())
            seen += labels.numel()
        return hits / seen

    def save(self, path):
        torch.save({"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}, path)

    def load(self, path):
        checkpoint = torch.load(path, map_location=self.device)
        self.model.load_state_dict(checkpoint["model"])
        self.optimizer.load_state_dict(checkpoint["optimizer"])
