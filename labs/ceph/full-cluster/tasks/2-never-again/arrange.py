author = Author()
for name in (APP, TENANT):
    author.make(name)
