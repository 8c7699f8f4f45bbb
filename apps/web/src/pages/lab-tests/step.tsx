import type { LabTestStep } from '@springboard/contracts/lab-tests.ts';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { stepLogQuery } from '../../api/lab-tests.ts';
import { Said } from '../../components/said.tsx';
import { stepTitle } from '../../modules/lab-tests/words.ts';

/** One step: whether it was in order, what it found, what each check said, and its log where there is one. */
export function Step({ id, step }: { readonly id: string; readonly step: LabTestStep }) {
  return (
    <li className="flex items-start gap-3 px-4 py-1 text-sm">
      <span className="flex size-5 shrink-0 items-center justify-center">
        {step.ok ? (
          <Check aria-hidden className="size-4 text-good-text" strokeWidth={2.5} />
        ) : (
          <X aria-hidden className="size-4 text-bad-text" strokeWidth={2.5} />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p className={cx(step.ok ? 'text-ink-2' : 'font-medium')}>
          {stepTitle(step.step)}
          <span className="sr-only">: {step.ok ? 'in order' : 'to be mended'}</span>
        </p>
        {step.findings.map((finding) => (
          <Finding key={finding.what} finding={finding} />
        ))}
        {step.hasLog || step.checks.length > 0 ? <More id={id} step={step} /> : null}
      </div>
      <span className="shrink-0 text-xs leading-5 text-ink-3">{formatDuration(step.durationMs)}</span>
    </li>
  );
}

function Finding({ finding }: { readonly finding: LabTestStep['findings'][number] }) {
  const bad = finding.severity === 'error';
  return (
    <div className={cx('my-1.5 border-l-2 pl-3', bad ? 'border-bad' : 'border-warn')}>
      <p className={bad ? 'text-bad-text' : 'text-warn-text'}>{finding.what}</p>
      <p className="text-ink-2">
        <Said>{finding.mend}</Said>
      </p>
      {finding.seen === '' ? null : <Output text={finding.seen} />}
    </div>
  );
}

const verdictWords = {
  pass: 'passes',
  not_yet: 'not yet',
  environment_broken: 'environment broken',
  check_broken: 'check broken',
} as const;

function More({ id, step }: { readonly id: string; readonly step: LabTestStep }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-md text-xs text-ink-3 hover:text-ink">
        {step.checks.length === 0
          ? 'Output'
          : step.checks.length === 1
            ? '1 check'
            : `${step.checks.length} checks`}
      </summary>
      {step.checks.length === 0 ? null : (
        <ul className="my-1 flex flex-col gap-0.5 text-xs text-ink-2">
          {step.checks.map((check) => (
            <li key={check.id} className="break-words">
              <span className="font-mono">{check.id}</span> {verdictWords[check.verdict]},{' '}
              {formatDuration(check.durationMs)}
              {check.learnerText === null ? null : (
                <span className="block text-ink-3">“{check.learnerText}”</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && step.hasLog ? <Log id={id} number={step.number} /> : null}
    </details>
  );
}

function Log({ id, number }: { readonly id: string; readonly number: number }) {
  const log = useQuery(stepLogQuery(id, number));
  if (log.data !== undefined) return <Output text={log.data.log} />;
  if (log.isError) return <p className="text-xs text-bad-text">{asApiError(log.error).message}</p>;
  return <p className="text-xs text-ink-3">Loading…</p>;
}

function Output({ text }: { readonly text: string }) {
  return (
    <div className="relative my-1.5">
      <pre className="max-h-80 overflow-auto rounded-md border border-line bg-inset p-3 pr-12 font-mono text-xs break-words whitespace-pre-wrap">
        {text}
      </pre>
      <span className="absolute top-1.5 right-1.5">
        <CopyButton text={text} label="Copy the output" />
      </span>
    </div>
  );
}
