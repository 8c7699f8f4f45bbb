carries
