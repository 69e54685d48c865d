def columns(frame):
    numbers = frame[["hour", "basket"]].to_numpy("float32")
    day = frame["weekday"].to_numpy().reshape(-1, 1)
    return {"weekday": day, "numbers": numbers}, frame["busy"].to_numpy()
