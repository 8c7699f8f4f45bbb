# Read after local_settings.py.
OPENSTACK_HOST = "controller"
OPENSTACK_KEYSTONE_URL = "http://%s:5000/v3" % OPENSTACK_HOST
ALLOWED_HOSTS = ["*"]
# Horizon hides itself in a frame otherwise, and the workspace's tabs are frames. Who may frame it is the gateway's to say.
DISALLOW_IFRAME_EMBED = False
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache",
        "LOCATION": "controller:11211",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
TIME_ZONE = "UTC"
