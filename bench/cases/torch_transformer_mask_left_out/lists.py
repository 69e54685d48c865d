import torch
from torch import nn

LONGEST = 32


def make(n, seed):
    g = torch.Generator().manual_seed(seed)
    ids, labels = torch.zeros(n, LONGEST, dtype=torch.long), torch.zeros(n, dtype=torch.long)
    for i in range(n):
        length = int(torch.randint(5, 20, (1,), generator=g))
        row = torch.randint(1, 30, (length,), generator=g)
        ids[i, :length] = row
        labels[i] = int(row.float().mean() > 15)
    return ids, labels


class ListReader(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.token = nn.Embedding(30, width)
        layer = nn.TransformerEncoderLayer(width, 4, 64, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 2)

    def forward(self, ids, pad=None):
        h = self.norm(self.encoder(self.token(ids), src_key_padding_mask=pad))
        if pad is None:
            return self.head(h.mean(1))
        keep = (~pad).unsqueeze(-1).float()
        return self.head((h * keep).sum(1) / keep.sum(1))
