in_project volume snapshot delete tuesday
