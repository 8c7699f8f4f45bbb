until_booted()
