with open("entropy.bin", "wb") as f:
    f.write(bytes([0, 0, 0, 2]))
