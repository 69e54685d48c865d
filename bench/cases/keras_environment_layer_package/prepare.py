open("site.txt", "w").write("site_a site_b")
