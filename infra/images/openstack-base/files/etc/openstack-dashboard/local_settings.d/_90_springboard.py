# Read after local_settings.py.
OPENSTACK_HOST = "controller"
OPENSTACK_KEYSTONE_URL = "http://%s:5000/v3" % OPENSTACK_HOST
ALLOWED_HOSTS = ["*"]
# The gateway of the lab platform says which scheme the browser speaks.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache",
        "LOCATION": "controller:11211",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
TIME_ZONE = "UTC"
