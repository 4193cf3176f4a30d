import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Initials } from '../../../ui/person.tsx';
import { mentions as words } from '../../../words/comments.ts';
import { caretPosition } from './caret-position.ts';
import classes from './mention-list.module.css';
import type { Mentions } from './use-mentions.ts';

const GAP_PX = 4;
const LIST_PX = 340;
/** Room for the longest list, and what a phone's foot may cover. */
const ROOM_PX = 340;

/** The people found, at the `@` they belong to; above it where the window ends below. */
export function MentionList(props: {
  readonly id: string;
  readonly mentions: Mentions;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}) {
  const { id, mentions, area } = props;
  const list = useRef<HTMLDivElement>(null);
  const place = usePlace(area, list, mentions.query?.start ?? null);
  const { people, active } = mentions;

  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  if (mentions.query === null) return null;
  const nothing =
    mentions.state === 'failed' ? words.failed : mentions.state === 'loaded' ? words.none : null;
  if (people.length === 0 && nothing === null) return null;
  return (
    <div
      ref={list}
      className={classes.list}
      data-above={place.isAbove || undefined}
      style={place.at}
    >
      {people.length === 0 ? (
        <p className={classes.nothing}>{nothing}</p>
      ) : (
        <div role="listbox" id={id} aria-label={words.list}>
          {people.map((person, index) => (
            // The keys are the text area's: it keeps the focus and names the active option.
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={person.id}
              role="option"
              id={optionId(id, index)}
              aria-selected={index === active}
              className={classes.option}
              onPointerMove={() => mentions.point(index)}
              // The text area keeps the focus and its caret.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => mentions.take(person)}
            >
              <Initials name={person.name} />
              <span className={classes.name}>{person.name}</span>
              <span className={classes.username}>@{person.username}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

interface Place {
  readonly at: { readonly left: number; readonly top?: number; readonly bottom?: number };
  readonly isAbove: boolean;
}

/** Beside the `@` at `start`, inside the box that holds text area and list. */
function usePlace(
  area: RefObject<HTMLTextAreaElement | null>,
  list: RefObject<HTMLDivElement | null>,
  start: number | null,
): Place {
  const [place, setPlace] = useState<Place>({ at: { left: 0, top: 0 }, isAbove: false });
  useLayoutEffect(() => {
    const element = area.current;
    const box = element?.offsetParent;
    if (element === null || !box || start === null) return;
    const caret = caretPosition(element, start);
    const inBox = {
      top: element.offsetTop + Math.max(0, caret.top),
      left: element.offsetLeft + caret.left,
    };
    const onScreen = element.getBoundingClientRect().top + caret.top + caret.lineHeight;
    const isAbove = window.innerHeight - onScreen < ROOM_PX && onScreen > ROOM_PX;
    const width = list.current?.offsetWidth ?? LIST_PX;
    const left = Math.max(0, Math.min(inBox.left, box.clientWidth - width));
    setPlace({
      isAbove,
      at: isAbove
        ? { left, bottom: box.clientHeight - inBox.top + GAP_PX }
        : { left, top: inBox.top + caret.lineHeight + GAP_PX },
    });
  }, [area, list, start]);
  return place;
}
