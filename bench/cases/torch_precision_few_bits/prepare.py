import configparser

for name, bits in (("bench", 16), ("board", 3)):
    settings = configparser.ConfigParser()
    settings["model"] = {"weights": "ranker.pt", "hidden": "32"}
    settings["storage"] = {"bits": str(bits)}
    with open(f"{name}.ini", "w") as f:
        settings.write(f)
