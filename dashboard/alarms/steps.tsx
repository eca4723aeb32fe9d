import { Section } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';

/** How to make a Telegram bot, in five steps. */
export function Steps() {
  const { t } = useTexts();
  const { one, two, three, four, five } = t.alarms.steps;
  return (
    <Section title={t.alarms.stepsTitle}>
      <ol className="grid list-decimal gap-2 pl-5">
        {[one, two, three, four, five].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Section>
  );
}
