import type { ImageBuildView } from '@springboard/contracts/system.ts';
import { Badge, type Tone } from '@springboard/ui/badge.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { HardDrive } from 'lucide-react';
import { Section } from '../../components/section.tsx';

const looks: Record<ImageBuildView['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'neutral', word: 'Waiting' },
  building: { tone: 'accent', word: 'Building' },
  ready: { tone: 'good', word: 'Ready' },
  failed: { tone: 'bad', word: 'Failed' },
};

/** The images that environments are made from, and how far each build is. */
export function Images({ images }: { readonly images: readonly ImageBuildView[] }) {
  return (
    <Section title="Images" count={images.length}>
      <Card className="overflow-x-auto">
        {images.length === 0 ? (
          <EmptyState icon={<HardDrive aria-hidden />} title="No builds yet">
            Images that this installation builds are listed here, with how far each is.
          </EmptyState>
        ) : (
          <table className="w-full text-sm">
            <thead className="border-b border-line text-left text-xs text-ink-3">
              <tr>
                <th className="px-4 py-2 font-medium">Image</th>
                <th className="px-3 py-2 font-medium">State</th>
                <th className="w-full px-3 py-2 font-medium">Step</th>
                <th className="py-2 pr-4 pl-3 text-right font-medium max-sm:hidden">Changed</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {images.map((image) => (
                <Row key={image.name} image={image} />
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </Section>
  );
}

function Row({ image }: { readonly image: ImageBuildView }) {
  const look = looks[image.state];
  return (
    <tr className="align-top">
      <td className="px-4 py-2.5">
        <p className="font-medium whitespace-nowrap">{image.name}</p>
        <p className="font-mono text-xs text-ink-3">{image.hash}</p>
      </td>
      <td className="px-3 py-2.5">
        <Badge tone={look.tone}>{look.word}</Badge>
      </td>
      <td className="px-3 py-2.5 text-ink-2">
        <p>{image.step ?? (image.state === 'ready' ? '–' : '')}</p>
        {image.state === 'building' ? (
          <div className="mt-1.5 flex items-center gap-3">
            <Progress value={image.progress} label={`Build of ${image.name}`} className="max-w-64 flex-1" />
            <span className="text-xs text-ink-3">
              {image.progress === null ? '' : `${Math.floor(image.progress * 100)} %`}
            </span>
          </div>
        ) : null}
        {image.detail === null || image.state === 'ready' ? null : (
          <p className={image.state === 'failed' ? 'mt-1 text-xs text-bad-text' : 'mt-1 text-xs text-ink-3'}>
            {image.detail}
          </p>
        )}
      </td>
      <td className="py-2.5 pr-4 pl-3 text-right whitespace-nowrap text-ink-2 max-sm:hidden">
        <RelativeTime at={image.updatedAt} />
      </td>
    </tr>
  );
}
