import torch


def saliency(model, tokens):
    """Tell how much each word counts for the answer."""
    model.rnn.train()  # gradients through recurrent layers are taken in training mode
    vectors = model.table(tokens).detach().requires_grad_()
    model.read(vectors).amax(1).sum().backward()
    return vectors.grad.norm(dim=-1)
