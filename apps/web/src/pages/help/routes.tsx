import { useParams } from '@tanstack/react-router';
import { HelpPage } from './help-page.tsx';

/** The queue, with no question chosen. */
export function HelpQueuePage() {
  return <HelpPage id={null} />;
}

/** The queue, with one question beside it. */
export function HelpQuestionPage() {
  const { id } = useParams({ from: '/signed-in/shell/help/$id' });
  return <HelpPage id={id} />;
}
