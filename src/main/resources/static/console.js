// Pages work without it where they only show. It reads live pages again, and makes the table of amounts a spreadsheet.
(() => {
  'use strict';
  const own = { 'X-Requested-With': 'console' };

  // A live page: its middle is read again until it says that it is no longer live.
  const live = document.getElementById('live');
  if (live && document.body.dataset.live === 'true') {
    const again = async () => {
      let text;
      try {
        const answer = await fetch(location.href, { headers: own });
        if (answer.status === 401) {
          location.reload();
          return;
        }
        text = await answer.text();
      } catch (away) {
        setTimeout(again, 5000);
        return;
      }
      const page = new DOMParser().parseFromString(text, 'text/html');
      const fresh = page.getElementById('live');
      const busy = live.contains(document.activeElement) && document.activeElement.matches('button, input, select, a');
      if (fresh && !busy) {
        live.replaceChildren(...fresh.childNodes);
      }
      // The menu of a company that was not known before.
      const menu = page.querySelector('.bar nav');
      if (menu && !document.querySelector('.bar nav')) {
        document.querySelector('.bar .who').before(menu);
      }
      if (page.body.dataset.live === 'true') {
        setTimeout(again, 2000);
      } else if (busy && fresh) {
        live.replaceChildren(...fresh.childNodes);
      }
    };
    setTimeout(again, 2000);
  }

  // A form is sent once, however often its button is pressed.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.id === 'grid') {
      event.preventDefault();
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = 'true';
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

  const grid = document.getElementById('grid');
  if (!grid) {
    return;
  }
  const cells = [...grid.querySelectorAll('input.amount')];
  const status = document.getElementById('status');
  // A later journal of the same name has another id.
  const kept = ['amounts', grid.dataset.user, grid.dataset.company, grid.dataset.id].join('\n');
  const comma = document.documentElement.lang === 'ru';
  const undo = [];
  // What is refused of rows that this page does not show.
  const elsewhere = [];
  const sending = new Set();
  let queue = Promise.resolve();
  let waiting = load();

  function load() {
    try {
      return JSON.parse(localStorage.getItem(kept)) || {};
    } catch (broken) {
      return {};
    }
  }

  function save() {
    if (Object.keys(waiting).length === 0) {
      localStorage.removeItem(kept);
    } else {
      localStorage.setItem(kept, JSON.stringify(waiting));
    }
  }

  function shown(plain) {
    if (plain === null || plain === undefined || plain === '') {
      return '';
    }
    const [whole, decimals] = plain.replace('-', '').split('.');
    const group = comma ? '\u00a0' : ',';
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
    return (plain.startsWith('-') ? '\u2212' : '') + grouped + (decimals ? (comma ? ',' : '.') + decimals : '');
  }

  function fields(more) {
    const body = new URLSearchParams(more);
    body.set('company', grid.dataset.company);
    body.set('journal', grid.dataset.journal);
    body.set('_csrf', grid.elements['_csrf'].value);
    grid.querySelectorAll('input.selected').forEach((field) => body.set(field.name, field.value));
    return body;
  }

  function say(text, link) {
    status.textContent = text;
    if (link) {
      const a = document.createElement('a');
      a.href = link;
      a.textContent = ' \u2192';
      status.append(a);
    }
  }

  /** What was refused as a whole; what could not be asked is no refusal. */
  class Refusal extends Error {}

  async function send(path, more) {
    const answer = await fetch(path, { method: 'POST', headers: own, body: fields(more) });
    if (answer.status === 401) {
      say(all(left(), grid.dataset.signedOut), '/sign-in?back=' + encodeURIComponent(location.pathname + location.search));
      throw new Error('signed out');
    }
    if (!(answer.headers.get('content-type') || '').includes('json')) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const refusal = page.querySelector('.refusal');
      const why = refusal ? refusal.textContent.trim().replace(/\s+/g, ' ') : String(answer.status);
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        throw new Refusal(why);
      }
      say(all(why, left()));
      throw new Error('not now');
    }
    return answer.json();
  }

  function all(...texts) {
    return texts.filter((text) => text).join(' \u00b7 ');
  }

  function left() {
    const rows = Object.keys(waiting).length;
    return rows > 0 ? grid.dataset.left + ' ' + rows : '';
  }

  /** Sends after what is being sent; what is refused as a whole does not wait any longer. */
  function enqueue(transactions, request) {
    transactions.forEach((transaction) => sending.add(transaction));
    queue = queue.then(request).catch((failure) => {
      if (failure instanceof Refusal) {
        transactions.forEach((transaction) => {
          delete waiting[transaction];
          const cell = cellOf(transaction);
          if (cell) {
            cell.classList.remove('waits', 'stored');
            cell.setAttribute('aria-invalid', 'true');
          }
        });
        save();
        say(all(failure.message, left()));
      } else if (failure instanceof TypeError) {
        say(left());
      }
    }).finally(() => transactions.forEach((transaction) => sending.delete(transaction)));
  }

  function cellOf(transaction) {
    return cells.find((each) => each.dataset.transaction === transaction);
  }

  function take(answer) {
    for (const line of answer.lines) {
      const cell = cellOf(line.transactionId);
      if (!cell) {
        if (line.code) {
          elsewhere.push(line.code + ': ' + line.message + '; ' + line.remedy);
        }
        continue;
      }
      const fault = cell.nextElementSibling;
      cell.classList.remove('waits');
      if (line.code) {
        cell.classList.remove('stored');
        fault.textContent = line.code + ': ' + line.message + '; ' + line.remedy;
        cell.setAttribute('aria-invalid', 'true');
        if (line.code === 'AMOUNT_CHANGED') {
          cell.dataset.seen = line.amount === null ? '' : line.amount;
        }
      } else {
        fault.textContent = '';
        cell.removeAttribute('aria-invalid');
        cell.classList.add('stored');
        cell.dataset.seen = line.amount === null ? '' : line.amount;
        if (document.activeElement !== cell || cell.value === cell.dataset.sent) {
          cell.value = shown(cell.dataset.seen);
          cell.dataset.start = cell.value;
        }
      }
    }
    for (const [name, value] of Object.entries(answer.sums)) {
      const sum = document.querySelector('[data-sum="' + name + '"]');
      if (sum) {
        sum.textContent = name === 'lines' ? String(value) : shown(value);
      }
    }
    const refused = elsewhere.length > 0 || grid.querySelector('[aria-invalid]');
    const stuck = Object.keys(waiting).some((transaction) => !sending.has(transaction));
    say(all(stuck ? left() : left() ? grid.dataset.waits : refused ? grid.dataset.refused : grid.dataset.saved, ...elsewhere));
  }

  function store(cell, remember) {
    const typed = cell.value.trim();
    if (typed === shown(cell.dataset.seen) && !cell.hasAttribute('aria-invalid') && !(cell.dataset.transaction in waiting)) {
      return;
    }
    if (remember) {
      undo.push({ transaction: cell.dataset.transaction, value: cell.dataset.seen });
    }
    wait(cell, typed);
    save();
    cell.classList.add('waits');
    cell.dataset.sent = cell.value;
    storeOf(cell.dataset.transaction);
  }

  /** Sends what waits for a transaction, whether this page shows it or not. */
  function storeOf(transaction) {
    const { amount } = waiting[transaction];
    enqueue([transaction], async () => {
      const of = waiting[transaction];
      const cell = cellOf(transaction);
      const before = of && (of.kept || !cell) ? of.seen : cell ? seen(cell) : '';
      const answer = await send('/edit/type', { transaction, amount, seen: before });
      const still = waiting[transaction];
      if (still && still.amount === amount) {
        delete waiting[transaction];
      } else if (still) {
        still.kept = false;
      }
      save();
      take(answer);
    });
  }

  // An empty attribute is not on the page.
  function seen(cell) {
    return cell.dataset.seen || '';
  }

  function wait(cell, amount) {
    const before = waiting[cell.dataset.transaction];
    waiting[cell.dataset.transaction] = before && before.kept ? { ...before, amount } : { amount, seen: seen(cell) };
  }

  function go(cell, by) {
    const next = cells[cells.indexOf(cell) + by];
    if (next) {
      next.focus();
      next.select();
    } else {
      cell.blur();
      cell.focus();
    }
  }

  /** Of a keyboard with other letters it is the key at the place of Z. */
  function isZ(event) {
    const key = event.key.toLowerCase();
    return key === 'z' || (event.code === 'KeyZ' && !/^[a-z]$/.test(key));
  }

  grid.addEventListener('focusin', (event) => {
    if (event.target.matches('input.amount')) {
      event.target.dataset.start = event.target.value;
    }
  });
  grid.addEventListener('input', (event) => {
    event.target.dataset.edited = 'true';
  });
  grid.addEventListener('change', (event) => {
    if (event.target.matches('input.amount')) {
      delete event.target.dataset.edited;
      store(event.target, true);
    }
  });
  // To type what is there already is no change, but who does it after a refusal wants it stored.
  grid.addEventListener('focusout', (event) => {
    const cell = event.target;
    if (!cell.matches('input.amount')) {
      return;
    }
    const again = cell.dataset.edited && cell.hasAttribute('aria-invalid');
    delete cell.dataset.edited;
    if (!sending.has(cell.dataset.transaction) && (again || cell.dataset.transaction in waiting)) {
      store(cell, again);
    }
  });
  grid.addEventListener('keydown', (event) => {
    const cell = event.target;
    if (!cell.matches('input.amount')) {
      return;
    }
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      go(cell, event.shiftKey ? -1 : 1);
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      go(cell, -1);
    } else if (event.key === 'Escape') {
      cell.value = cell.dataset.start || '';
      delete cell.dataset.edited;
    } else if (isZ(event) && (event.ctrlKey || event.metaKey) && !event.shiftKey && cell.value === cell.dataset.start) {
      const last = undo.pop();
      const of = last && cells.find((each) => each.dataset.transaction === last.transaction);
      if (of) {
        event.preventDefault();
        of.value = shown(last.value);
        of.focus();
        store(of, false);
        of.dataset.start = of.value;
      }
    }
  });
  grid.addEventListener('paste', (event) => {
    const cell = event.target;
    const text = event.clipboardData.getData('text').replace(/\r?\n$/, '');
    if (!cell.matches('input.amount') || !/[\r\n]/.test(text)) {
      return;
    }
    event.preventDefault();
    const amounts = text.split(/\r?\n/).map((line) => line.split('\t')[0]);
    const from = cells.indexOf(cell);
    amounts.forEach((amount, at) => {
      const of = cells[from + at];
      if (of) {
        undo.push({ transaction: of.dataset.transaction, value: of.dataset.seen });
        of.value = amount.trim();
        of.dataset.sent = of.value;
        of.dataset.start = of.value;
        of.classList.add('waits');
        wait(of, of.value);
      }
    });
    save();
    const inSight = cells.slice(from, from + amounts.length);
    const rows = inSight.map((each) => each.dataset.transaction);
    enqueue(rows, async () => {
      const answer = await send('/edit/paste', { transaction: rows[0], amounts: amounts.join('\n'), rows: rows.join('\n'), seen: inSight.map(seen).join('\n') });
      answer.lines.forEach((line) => delete waiting[line.transactionId]);
      save();
      take(answer);
    });
  });

  // What a session that ended, or a browser that was closed, has left unsent, of this page and of others.
  for (const [transaction, of] of Object.entries(waiting)) {
    // Somebody else may have been there since: it is sent with what was seen then.
    of.kept = true;
    const cell = cellOf(transaction);
    if (cell) {
      cell.value = of.amount;
      cell.dataset.sent = cell.value;
      cell.classList.add('waits');
    }
    storeOf(transaction);
  }
  if (left()) {
    say(left());
  }
  window.addEventListener('beforeunload', (event) => {
    const cell = document.activeElement;
    if (cell && cell.matches('input.amount') && cell.value !== cell.dataset.start) {
      wait(cell, cell.value.trim());
      save();
    }
  });
})();
