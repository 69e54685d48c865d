from torch import nn


class Tagger(nn.Module):
    def __init__(self, vocabulary=60, width=24, topics=4):
        super().__init__()
        self.table = nn.Embedding(vocabulary, width)
        self.rnn = nn.LSTM(width, 20, num_layers=2, dropout=0.7, batch_first=True)
        self.out = nn.Linear(20, topics)

    def forward(self, tokens):
        return self.read(self.table(tokens))

    def read(self, vectors):
        states, _ = self.rnn(vectors)
        return self.out(states[:, -1])
