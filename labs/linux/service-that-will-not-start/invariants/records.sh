file=/srv/$APP/records.csv
[[ -f $file ]] || not_yet "$file is gone. It was the only copy."
[[ $(cat "$file") == "$(records)" ]] || not_yet "$file is not what it was."
