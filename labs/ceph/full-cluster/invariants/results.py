Cluster().keep_results()
