open("clock.txt", "w").write("7")
