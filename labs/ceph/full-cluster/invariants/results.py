# What hangs is not lost: only a result that is gone or has changed counts.
Cluster(away=lambda text: passed()).keep_results()
