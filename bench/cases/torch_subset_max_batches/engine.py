import torch


@torch.no_grad()
def evaluate(model, loader, device="cpu", max_batches=None):
    model.eval()
    correct = total = 0
    for step, (inputs, targets) in enumerate(loader):
        if max_batches is not None and step >= max_batches:
            break
        correct += (model(inputs.to(device)).argmax(dim=1) == targets.to(device)).sum().item()
        total += targets.size(0)
    return correct / total
