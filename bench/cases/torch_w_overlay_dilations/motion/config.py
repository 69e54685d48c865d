import yaml


def merge(below, above):
    for key, value in above.items():
        below[key] = merge(below[key], value) if isinstance(value, dict) and key in below else value
    return below


def settings(*names):
    found = {}
    for name in names:
        with open(f"conf/{name}.yaml") as f:
            found = merge(found, yaml.safe_load(f))
    return found
