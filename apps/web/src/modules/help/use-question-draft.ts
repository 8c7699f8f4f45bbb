import { useState } from 'react';
import { browserStorage } from '../../components/browser-storage.ts';

export interface QuestionDraft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** It was sent, or is not wanted any more. */
  readonly forget: () => void;
}

/** A question that is being written, kept in this browser as it is typed. */
export function useQuestionDraft(attemptId: string, taskId: string): QuestionDraft {
  const key = `springboard.question.${attemptId}.${taskId}`;
  const [text, setText] = useState(() => browserStorage.getItem(key) ?? '');
  const change = (next: string) => {
    setText(next);
    if (next === '') browserStorage.removeItem(key);
    else browserStorage.setItem(key, next);
  };
  return { text, change, forget: () => change('') };
}
