import { Section } from '../ui/layout.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** How to make a Telegram bot, in five steps. */
export function Steps() {
  const w = useWords(words);
  const { one, two, three, four, five } = w.steps;
  return (
    <Section title={w.stepsTitle}>
      <ol className="grid list-decimal gap-2 pl-5">
        {[one, two, three, four, five].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Section>
  );
}
