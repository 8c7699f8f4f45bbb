rm -rf "/srv/$FOLDER"
