import type { NoticeChannel, NoticeChoice, NoticeChoices } from '@springboard/contracts/notices.ts';
import { Card } from '@springboard/ui/card.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { chooseNotices, noticeChoicesQuery } from '../../api/notices.ts';
import { useMay } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { channelWords, kindWords } from '../../modules/notices/words.tsx';

/** For each kind of notice: where the person wants it. Ways that the operator has not set up are not shown. */
export function NoticeSettings() {
  const may = useMay('notice.own.manage');
  const choices = useQuery({ ...noticeChoicesQuery, enabled: may });
  if (!may) return null;
  return (
    <section id="notices" className="scroll-mt-16">
      <h2 className="mb-2.5 text-sm font-semibold">Notices</h2>
      {choices.data !== undefined ? (
        <Choices choices={choices.data} />
      ) : choices.isError ? (
        <RequestError error={choices.error} onRetry={() => void choices.refetch()} />
      ) : (
        <Loading label="Loading what you chose">
          <Skeleton className="h-40 w-full" />
        </Loading>
      )}
    </section>
  );
}

function Choices({ choices: { offered, choices } }: { readonly choices: NoticeChoices }) {
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: (choice: NoticeChoice) => chooseNotices(choice),
    onSuccess: (next) => client.setQueryData(noticeChoicesQuery.queryKey, next),
    onError: notifyFailure,
  });
  return (
    <>
      <Card className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-ink-3">
              <th scope="col" className="px-5 py-2 text-left font-medium">
                When
              </th>
              {offered.map((channel) => (
                <th key={channel} scope="col" className="w-16 px-2 py-2 font-medium last:pr-5">
                  {channelWords[channel]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {choices.map(({ kind, channels }) => (
              <tr key={kind}>
                <th scope="row" className="px-5 py-2.5 text-left font-normal text-pretty">
                  {kindWords[kind]}
                </th>
                {offered.map((channel) => (
                  <td key={channel} className="px-2 py-2.5 text-center last:pr-5">
                    <input
                      type="checkbox"
                      aria-label={`${kindWords[kind]}: ${channelWords[channel]}`}
                      checked={channels.includes(channel)}
                      disabled={choose.isPending}
                      onChange={() => choose.mutate({ kind, channels: toggled(channels, channel) })}
                      className="size-4 accent-accent align-middle"
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <p className="mt-2 text-xs text-ink-3">
        Each change counts at once.
        {offered.includes('chat')
          ? ' Chat is a channel that others read, too: your name and what happened stand there.'
          : ''}
        {choices.some(({ kind }) => kind === 'weekly-summary') ? (
          <>
            {' '}
            <Link to="/weekly-summary" className="text-accent-text hover:underline">
              Preview this week’s summary
            </Link>
          </>
        ) : null}
      </p>
    </>
  );
}

function toggled(channels: readonly NoticeChannel[], channel: NoticeChannel): NoticeChannel[] {
  return channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel];
}
