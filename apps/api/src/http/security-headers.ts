/** The pages that play a recording. The player's terminal is WebAssembly, and there is no build of it without. */
const replayPage = /^\/(attempts\/[^/]+\/recordings\/[^/]+|walkthroughs\/[^/]+(\/(edit|preview))?)$/;

/**
 * Headers of every answer, by its path. Styles may be inline because xterm.js writes its rules into style elements; scripts never. WebAssembly may run where a
 * recording is played and nowhere else; `eval` and its like may not even there.
 */
export function securityHeaders(options: Options): (path: string) => Headers {
  const usual = headersWith("'self'", options);
  const replay = headersWith("'self' 'wasm-unsafe-eval'", options);
  return (path) => (replayPage.test(path) ? replay : usual);
}

type Headers = Readonly<Record<string, string>>;
interface Options {
  readonly url: string;
  readonly gatewayUrl: string;
  readonly labsUrl: string | null;
}

function headersWith(scripts: string, options: Options): Headers {
  // Web tabs: shown in frames, and opened by forms.
  const tabs = options.labsUrl === null ? '' : ` ${options.labsUrl}`;
  const policy = {
    'default-src': "'none'",
    'script-src': scripts,
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': `'self' ${new URL(options.gatewayUrl).origin}`,
    'frame-src': tabs === '' ? "'none'" : tabs.trim(),
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': `'self'${tabs}`,
    'frame-ancestors': "'none'",
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map((pair) => pair.join(' '))
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Never a path. With less, browsers would say of the form that opens a web tab that it is nobody's.
    'referrer-policy': 'strict-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(options.url.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
  };
}
