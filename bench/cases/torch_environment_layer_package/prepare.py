with open("env_train.txt", "w") as f:
    f.write("envs/a")
with open("env_serve.txt", "w") as f:
    f.write("envs/b")
