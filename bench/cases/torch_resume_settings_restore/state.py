import torch


def save(path, **parts):
    torch.save({name: part.state_dict() for name, part in parts.items()}, path)


def restore(path, names, **parts):
    found = torch.load(path)
    for name in names:
        parts[name].load_state_dict(found[name])
