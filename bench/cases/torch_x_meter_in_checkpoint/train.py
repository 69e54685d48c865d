import torch
from grader import Grader, boards

torch.manual_seed(85)
model = Grader()
x, y = boards("spring")
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.003)
for epoch in range(10):
    model.train()
    model.accuracy.reset()
    for batch in torch.randperm(len(x)).split(40):
        out = model(x[batch])
        loss = torch.nn.functional.cross_entropy(out, y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        model.accuracy.update(out.detach(), y[batch])
    print(f"epoch {epoch}: {model.accuracy.compute():.3f}")
torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, "grader.pt")
model.accuracy.reset()
print(f"summer lot: {model.score(*boards('summer')):.4f}")
