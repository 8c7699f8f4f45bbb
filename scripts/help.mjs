// Plain JavaScript: shown before anything is installed.

const environment = `Environment variables (all optional)
  SPRINGBOARD_STATE          state folder: database, identity, what was put on this machine
                             (default /var/lib/springboard as root, else ~/.local/state/springboard)
  SPRINGBOARD_URL            address people open            (default http://localhost:7800)
  SPRINGBOARD_PORT           port of the pages and the API  (default 7800)
  SPRINGBOARD_GATEWAY_PORT   port of the terminals          (default 7801)
  SPRINGBOARD_SSH_PORT       port of people's own SSH clients, or off   (default 2222)
  SPRINGBOARD_GATEWAY_URL    address of the terminals as a browser reaches it
  SPRINGBOARD_LABS_URL       addresses of web tabs, a star for their first part   (default http://*.labs.localhost:7801)
  SPRINGBOARD_BIND           address to listen on           (default 127.0.0.1)
  SPRINGBOARD_TLS_CERT, SPRINGBOARD_TLS_KEY
                             PEM files of a certificate: pages and terminals are https without a proxy
  SPRINGBOARD_TRUSTED_PROXIES
                             proxies in front that say where a request comes from, such as 127.0.0.1   (default none)
  SPRINGBOARD_LABS           folder of the labs             (default labs/ in this checkout)
  SPRINGBOARD_CONTENT_URL    Git repository of the labs instead of a folder; more: docs/operations.md
  SPRINGBOARD_OIDC_ISSUER, SPRINGBOARD_PASSWORDS
                             sign-in by your company's provider, and by passwords; more: docs/operations.md
  SPRINGBOARD_SMTP_URL       mail server for notices, as is SPRINGBOARD_CHAT_WEBHOOK_FILE for a chat; more: docs/operations.md
  SPRINGBOARD_POOLS          environments kept ready, such as linux-single=2,ceph-single=1:frozen   (default none)
  SPRINGBOARD_IDLE_PAUSE     quiet time after which an environment is paused, or never   (default 20m)
  SPRINGBOARD_LIFETIME       life of an environment         (default 4h; all limits: docs/operations.md)
  DATABASE_URL               an external PostgreSQL instead of the embedded one
  INCUS_URL, INCUS_CLIENT_CERT, INCUS_CLIENT_KEY, INCUS_SERVER_CERT
                             a remote Incus: its HTTPS address and PEM files
  INCUS_SOCKET               socket of the local Incus      (default /var/lib/incus/unix.socket)
  SPRINGBOARD_METRICS_PORT, SPRINGBOARD_API_METRICS_PORT
                             ports on 127.0.0.1 for Prometheus, of worker and API; off for none (default 7803, 7804)
                             Ports that are not set are chosen free at the first start and kept in the state folder
  LOG_LEVEL                  fatal, error, warn, info, debug, trace`;

export const help = {
  start: `npm start [-- OPTIONS]      bring Springboard up and stay in the foreground; Ctrl-C stops it

On the first start it installs what is missing: npm packages into node_modules, the container engine Incus and the
tools images are built with (Debian packages), kernel limits, an embedded PostgreSQL. It says what before it does
it, writes down what it did, and \`npm run uninstall\` takes it back. A second start takes seconds.

Options
  --dry-run     check this machine and print what would be done to it; only npm packages are fetched
  --ask         ask before anything is changed on this machine
  --no-images   do not build images that are missing
  --no-links    do not print new sign-in links
  --demo        give the demo team eight people with weeks of invented history, once
  --remove-demo take that history away again; what anybody did since stays
  --help        this text

${environment}`,
  stop: `npm run stop [-- OPTIONS]   stop a running platform; engine and environments go on

Options
  --environments   also destroy the environments of this installation
  --engine         also stop the engine, if Springboard started it
  --help           this text`,
  test: `npm test [-- OPTIONS]       every test, in a state folder and an Incus project of its own

It sets up what it needs by itself and ends with a line "N passed, N failed".

Options
  --only A,B    only these parts: lint, types, unused, boundaries, unit, int, web, bundle, e2e, audit
  --keep        leave the test platform's state in place for a look
  --help        this text`,
  pictures: `npm run pictures [-- NAME …] [-- OPTIONS]   pictures of every page and its states, into docs/pages

The API runs with the demo team and its history on a database of its own, at a time that stands still. No engine is touched: its
driver is the fake one, and terminals show a fixed text. Needs Chromium (\`npm test\` installs it). All pages unless some are named,
such as learner/ or workspace.

Options
  --all FOLDER  each page in both themes and both widths, into this folder instead of docs/pages
  --help        this text`,
  'test:axe': `npm run test:axe [-- NAME …]   accessibility of every page and its states: axe in both themes, and the keyboard

The pages are those of \`npm run pictures\`. axe-core is fetched from your npm registry into node_modules/.cache; it is under the
MPL 2.0 and no part of Springboard. Prints what is wrong with its selector, and ends with 1 if anything is. When all pages were
looked at, docs/pages/accessibility.md says what came of it.

Options
  --help        this text`,
  'test:faults': `npm run test:faults [-- PROOF …] [-- OPTIONS]   the proofs in full, with their tables

Proofs: hostile (a learner with root against everybody else), matrix (kill -9 of each process at each stage), crowd (200 starts
at once), frozen (Ceph asleep past its tickets), space (the storage pool near its end). All of them unless some are named. \`npm test\` has
their short forms.

Options
  --keep        leave the test platform's state in place for a look
  --help        this text`,
  'test:labs': `npm run test:labs [-- OPTIONS]   every lab three times against its contract, each time with two seeds

It sets up the engine and builds the images it needs, then takes the options of \`npm run springboard -- lab test\`:

Options
  --jobs N         labs at the same time       (default 1)
  --repeat N       rounds                      (default 3)
  --seed SEED      the first seed
  --junit FILE     the result as JUnit XML
  --keep           keep the environments of labs that failed, for a look
  --help           this text`,
  doctor: `npm run doctor [-- OPTIONS] check this machine: what is fine, what is missing, what that costs, how to mend it

Ends with 1 if something that is needed is missing.

Options
  --json        the same as JSON
  --help        this text`,
  uninstall: `npm run uninstall [-- OPTIONS]   remove what Springboard put on this machine

Shows what it will remove. Anything that was there before, and the database, is kept unless you say otherwise.

Options
  --dry-run     show only
  --yes         do not ask, and remove the database too; without a terminal to ask on, nothing is removed otherwise
  --help        this text`,
};
