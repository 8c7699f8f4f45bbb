find "/srv/$FOLDER" -type f -size +500k ! -name '*.report' -delete
