import type { HelpContext } from '@springboard/contracts/help-queue.ts';
import { shellWords } from '@springboard/contracts/recordings.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Section } from '../../components/section.tsx';
import { checkWords, noScreenWords } from '../../modules/help/words.ts';

/** What checks and screen said at the moment when it was asked. */
export function AskedWith({ context }: { readonly context: HelpContext }) {
  const { checks, screen, noScreen } = context;
  return (
    <>
      {checks.length === 0 ? null : (
        <Section title="Checks, when it was asked">
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {checks.map((check) => (
              <li key={check.id} className="px-3 py-2 text-sm">
                <p className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0">{check.title}</span>
                  <span className={check.passed ? 'shrink-0 text-good-text' : 'shrink-0 text-ink-2'}>
                    {checkWords(check)}
                  </span>
                </p>
                {check.text === null || check.passed ? null : (
                  <p className="mt-0.5 text-xs text-pretty text-ink-3">{check.text}</p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {screen === null ? (
        <p className="text-sm text-ink-3">{noScreen === null ? null : noScreenWords[noScreen]}</p>
      ) : (
        <Section
          title="Screen, when it was asked"
          note={
            <>
              {shellWords(screen.number)} on {screen.node}, last printed <RelativeTime at={screen.at} />
            </>
          }
        >
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide screen scrolls sideways and has to be reached by keys
            tabIndex={0}
            className="overflow-auto rounded-lg border border-line bg-inset px-3 py-2.5 font-mono text-xs leading-5 text-ink"
          >
            {screen.lines.join('\n')}
          </pre>
        </Section>
      )}
    </>
  );
}
