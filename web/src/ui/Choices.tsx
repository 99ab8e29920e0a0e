/** Several of a few: check boxes under one heading. */
import { Checkbox, Group } from '@mantine/core';

interface Props {
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

export function Choices({ label, options, chosen, onChange }: Props) {
  return (
    <Checkbox.Group label={label} value={chosen} onChange={onChange}>
      <Group gap="8px 20px" mt={6}>{options.map((one) => <Checkbox key={one.value} value={one.value} label={one.label} />)}</Group>
    </Checkbox.Group>
  );
}
