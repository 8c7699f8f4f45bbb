app = Server(connect(), "app")
if not app.floating:
    not_yet("app has no floating IP any more.")
if not answers("sh", "-c", f"echo | nc -w 3 {app.floating} 22 | grep -q ^SSH-"):
    not_yet(f"{app.floating} answers no SSH from 10.77.0.250.")
