const prompt = '\u001b[1;32mroot@host1\u001b[0m:\u001b[1;34m~\u001b[0m# ';

/** What the terminals of the pages show: the learner is at the second task of *No space left on device*, whose app has this name. */
export const shellText = (app: string) =>
  [
    `${prompt}df -i /srv/${app}`,
    'Filesystem     Inodes IUsed IFree IUse% Mounted on',
    `/dev/loop7       4096  4085    11  100% /srv/${app}`,
    `${prompt}ls /srv/${app}`,
    '\u001b[1;34mlog\u001b[0m  \u001b[1;34morders\u001b[0m  \u001b[1;34msessions\u001b[0m',
    `${prompt}find /srv/${app} -xdev -type f -printf '%h\\n' | sort | uniq -c | sort -rn | head -3`,
    `   2904 /srv/${app}/sessions`,
    `   1162 /srv/${app}/log`,
    `     12 /srv/${app}/orders`,
    prompt,
  ].join('\r\n');
