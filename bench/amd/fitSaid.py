"""Fits what is said (src/audio/amd/said.ts) to labelled calls: a gated recurrent network with two answers.

Called by scripts/amdWeights.ts: `python3 fitSaid.py CALLS SAID [BEGUN]`. CALLS is written there: a header of one JSON
line (`inputs`, `bandsMel`, `calls`: steps, isMachine, isScreening, part), then the looks of all calls, row by row, as
32-bit floats. SAID gets the weights as JSON. BEGUN has such weights: it goes on from those, for fewer rounds and at a
lower pace. While it learns, every call is another voice over another line: its throat, pace, handset, loudness and
noise sway, so that no voice is learnt by heart. Each of two processes learns from a half of every batch, and both take
the step that both found. The same from the same seed.
"""
import json
import math
import os
import sys

import numpy
import torch

SEED = 1
PROCESSES = 2
LAYERS = 2
UNITS = 192
ROUNDS = 20
MORE_ROUNDS = 6
BATCH = 32
# 6.4 s of speech: by then nearly every call is decided.
LONGEST_STEPS = 160
PACE = {'from': 0.003, 'to': 0.00002}
MORE_PACE = {'from': 0.0012, 'to': 0.00002}
WARM_SHARE = 0.02
DECAY = 0.01
STEEPEST = 1.0
# What is heard in the first second is worth more: there calls are decided.
FADES_STEPS = 50
# What each layer found is left out for the next so often, so that none relies on one unit.
DROPPED = 0.1
# The second answer is asked of machines only, and is worth less.
SCREENING_WEIGHS = 0.3
# How much a call sways.
THROAT = 0.1
TEMPO = 0.1
CALL = 0.15
LOOK = 0.1
NOISE_SHARE = 0.2
LOST_SHARE = 0.15
# How it goes with unknown voices is told by every fourth of their calls.
TOLD_OF_EACH = 4
# Of one call, so many looks go with the weights, with what PyTorch made of them.
EXAMPLE_STEPS = 60


class Said(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.gru = torch.nn.GRU(inputs, UNITS, num_layers=LAYERS, batch_first=True)
        self.answers = torch.nn.Linear(UNITS, 2)

    def forward(self, looks):
        if not self.training:
            return self.answers(self.gru(looks)[0])
        states = looks.transpose(0, 1)
        for layer in range(LAYERS):
            into, across, own, inner = (getattr(self.gru, f'{name}_l{layer}') for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'))
            own = torch.cat([own[:2 * UNITS] + inner[:2 * UNITS], own[2 * UNITS:]])
            given = torch.nn.functional.linear(states.bfloat16(), into.bfloat16()).float() + own
            states = torch.nn.functional.dropout(Recurrent.apply(given, across, inner[2 * UNITS:]), DROPPED)
        return self.answers(states).transpose(0, 1)


class Recurrent(torch.autograd.Function):
    """What PyTorch's GRU does after the inputs, with products of 16 bits and compiled loops: several times as fast, and
    its slopes the same to half a per cent. `given`: steps, calls, gates (forget, keep, new)."""

    @staticmethod
    def forward(ctx, given, across, inner):
        steps, calls, _ = given.shape
        states = torch.zeros(steps + 1, calls, UNITS)
        short = torch.zeros(steps + 1, calls, UNITS, dtype=torch.bfloat16)
        gates = torch.empty(steps, calls, 2 * UNITS)
        kept, news = torch.empty(steps, calls, UNITS), torch.empty(steps, calls, UNITS)
        both, new = given.split([2 * UNITS, UNITS], 2)
        onward(both, new, across.t().bfloat16().contiguous(), inner, states, short, gates, kept, news)
        ctx.save_for_backward(states, short, gates, kept, news, across)
        return states[1:]

    @staticmethod
    def backward(ctx, slopes):
        states, short, gates, kept, news, across = ctx.saved_tensors
        steps, calls, _ = news.shape
        forget, keep = gates.split([UNITS, UNITS], 2)
        of_new = (1 - keep) * (1 - news * news)
        of_gates = [of_new * kept * forget * (1 - forget), (states[:-1] - news) * keep * (1 - keep), of_new * forget]
        found = torch.empty(steps, calls, 3 * UNITS, dtype=torch.bfloat16)
        of_state = torch.empty(steps, calls, UNITS)
        backward(slopes.contiguous(), torch.cat(of_gates, 2), keep.contiguous(), across.bfloat16(), found, of_state)
        of_across = torch.mm(found.view(steps * calls, -1).t(), short[:-1].reshape(steps * calls, -1)).float()
        gates_found, inner_found = found.float().split([2 * UNITS, UNITS], 2)
        return torch.cat([gates_found, of_state * of_new], 2), of_across, inner_found.sum((0, 1))


@torch.jit.script
def onward(both, new, weights, inner, states, short, gates, kept, news):
    units = inner.shape[0]
    for t in range(both.shape[0]):
        own, own_new = torch.mm(short[t], weights).float().split([2 * units, units], 1)
        gate, here = gates[t], news[t]
        torch.add(both[t], own, out=gate)
        gate.sigmoid_()
        forget, keep = gate.split([units, units], 1)
        torch.add(own_new, inner, out=kept[t])
        torch.addcmul(new[t], forget, kept[t], out=here)
        here.tanh_()
        torch.lerp(here, states[t], keep, out=states[t + 1])
        short[t + 1].copy_(states[t + 1])


@torch.jit.script
def backward(slopes, of_gates, keep, weights, found, of_state):
    slope = torch.zeros_like(slopes[0])
    t = slopes.shape[0] - 1
    while t >= 0:
        here = of_state[t]
        torch.add(slope, slopes[t], out=here)
        torch.mul(of_gates[t], torch.cat([here, here, here], 1), out=found[t])
        slope = torch.addcmul(torch.mm(found[t], weights).float(), here, keep[t])
        t -= 1


def read(path):
    with open(path, 'rb') as file:
        head = json.loads(file.readline())
        looks = torch.from_numpy(numpy.fromfile(file, dtype='<f4').reshape(-1, head['inputs']))
    calls, at = [], 0
    for call in head['calls']:
        steps = min(call['steps'], LONGEST_STEPS)
        calls.append({**call, 'steps': steps, 'looks': looks[at:at + steps]})
        at += call['steps']
    return head, calls


def batch_of(calls):
    steps = torch.tensor([call['steps'] for call in calls])
    longest = int(steps.max())
    looks = torch.full((len(calls), longest, calls[0]['looks'].shape[1]), -1.0)
    for index, call in enumerate(calls):
        looks[index, :call['steps']] = call['looks']
    return looks, steps


def swayed(looks, steps, mel, random):
    """Another throat, pace, handset and room; and noise beside them."""
    bands = len(mel)
    calls, longest, inputs = looks.shape
    # Of each step the bands of its looks, then their levels, then the pause before.
    each = (inputs - 1) // (bands + 1)

    def bell(*shape):
        return torch.randn(*shape, generator=random)

    def even(*shape):
        return torch.rand(*shape, generator=random)

    # A smaller throat: what lay at f lies at f·size.
    size = torch.exp((2 * even(calls) - 1) * THROAT)
    hertz = 700 * (10 ** (mel / 2595) - 1)
    wanted = 2595 * torch.log10(1 + hertz[None] / size[:, None] / 700)
    where = ((wanted - mel[0]) / (mel[1] - mel[0])).clamp(0, bands - 1)
    low = where.floor().clamp(max=bands - 2)
    share = (where - low)[:, None, None, :]
    low = low.long()[:, None, None, :].expand(calls, longest, each, bands)
    levels = looks[:, :, :each * bands].reshape(calls, longest, each, bands)
    levels = torch.gather(levels, 3, low) * (1 - share) + torch.gather(levels, 3, low + 1) * share
    level = looks[:, :, each * bands:each * (bands + 1)].reshape(calls, longest, each, 1)

    # Noise of some colour, a few dB or many below the loudest of the call; levels are told in 15 dB, 1 is the whole.
    noisy = (even(calls) < NOISE_SHARE)[:, None, None, None]
    of_call = -5 - 35 * even(calls, 1)
    colour = 5 * bell(calls, 1) * torch.linspace(-1, 1, bands)[None] + 2 * bell(calls, bands) - 10 * math.log10(bands)
    there = (of_call + colour)[:, None, None, :] - 15 * (level - 1) + 1.5 * bell(calls, longest, each, bands)
    ten = math.log(10) / 10
    mixed = torch.logaddexp(15 * (levels - 1) * ten, there * ten) / ten
    whole = torch.logsumexp(mixed * ten, 3, keepdim=True) / ten
    mixed = (mixed - whole).clamp(min=-30) / 15 + 1
    levels = torch.where(noisy, mixed, levels)
    level = torch.where(noisy, (level + whole / 15).clamp(-1, 1), level)

    tilt = CALL * bell(calls, 1) * torch.linspace(-1, 1, bands)[None]
    of_line = (CALL * bell(calls, bands) + tilt)[:, None, None, :]
    levels = levels + of_line + LOOK * bell(calls, longest, each, bands)
    level = level + CALL * bell(calls, 1, 1, 1) + LOOK * bell(calls, longest, each, 1)
    flat = [part.reshape(calls, longest, -1) for part in (levels, level)]
    out = torch.cat([*flat, looks[:, :, -1:]], 2)

    # Lost packets: the look before once more.
    lost = (even(calls) < LOST_SHARE).float()[:, None] * 0.1
    index = torch.arange(longest)[None].expand(calls, longest)
    gone = even(calls, longest) < lost
    index = torch.where(gone, (index - 1).clamp(min=0), index).float()
    out = torch.gather(out, 1, index.long()[:, :, None].expand(-1, -1, inputs))

    # Quicker or slower.
    tempo = torch.exp((2 * even(calls) - 1) * TEMPO)
    after = (steps / tempo).floor().clamp(min=1).long().clamp(max=LONGEST_STEPS)
    length = int(after.max())
    at = (torch.arange(length)[None] * tempo[:, None]).minimum((steps - 1).clamp(min=0)[:, None].float())
    first = at.floor().long()
    second = torch.minimum(first + 1, (steps - 1)[:, None])
    between = (at - first)[:, :, None]

    def take(which):
        return torch.gather(out, 1, which[:, :, None].expand(-1, -1, inputs))

    sounds = take(first) * (1 - between) + take(second) * between
    # A pause belongs to one look.
    pauses = torch.gather(out[:, :, -1], 1, torch.round(at).long())
    fresh = torch.cat([torch.ones(calls, 1, dtype=torch.bool), torch.round(at)[:, 1:] != torch.round(at)[:, :-1]], 1)
    sounds[:, :, -1] = torch.where(fresh, pauses, torch.zeros_like(pauses))
    return sounds, after


def weights_of(calls):
    """Both answers weigh the same."""
    machines = sum(call['isMachine'] for call in calls)
    people = len(calls) - machines
    return [len(calls) / (2 * (machines if call['isMachine'] else people)) for call in calls]


def loss_of(net, looks, steps, machine, screening, weights):
    logits = net(looks)
    at = torch.arange(looks.shape[1])[None]
    worth = (at < steps[:, None]).float() / (1 + at / FADES_STEPS)
    worth = weights[:, None] * worth / worth.sum(1, keepdim=True)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    first = entropy(logits[:, :, 0], machine[:, None].expand(*logits.shape[:2]), reduction='none')
    second = entropy(logits[:, :, 1], screening[:, None].expand(*logits.shape[:2]), reduction='none')
    of_machine = (worth * first).sum() / len(steps)
    of_screening = (worth * machine[:, None] * second).sum() / len(steps)
    return of_machine, of_screening, logits


def measured(net, calls):
    weights = weights_of(calls)
    net.eval()
    total, right, count = 0.0, 0.0, 0.0
    with torch.no_grad():
        for at in range(0, len(calls), 256):
            some = calls[at:at + 256]
            looks, steps = batch_of(some)
            machine = torch.tensor([float(call['isMachine']) for call in some])
            screening = torch.tensor([float(call['isScreening']) for call in some])
            weight = torch.tensor(weights[at:at + 256])
            loss, _, logits = loss_of(net, looks, steps, machine, screening, weight)
            last = logits[torch.arange(len(some)), steps - 1, 0]
            right += (weight * ((last > 0).float() == machine)).sum().item()
            count += weight.sum().item()
            total += loss.item() * len(some)
    net.train()
    return total / len(calls), right / count


def main(process, calls_path, said_path, begun_path=None):
    torch.set_num_threads(1)
    meeting = f'file://{os.path.abspath(said_path)}.meeting'
    torch.distributed.init_process_group('gloo', init_method=meeting, rank=process, world_size=PROCESSES)
    head, calls = read(calls_path)
    mel = torch.tensor(head['bandsMel'])
    learnt, voices, sentences = ([call for call in calls if call['part'] == part] for part in ('learnt', 'voices', 'sentences'))
    torch.manual_seed(SEED)
    # All order the calls alike, each sways its own.
    random = torch.Generator().manual_seed(SEED)
    own = torch.Generator().manual_seed(SEED + 1 + process)
    net = Said(head['inputs'])
    rounds, pace = (MORE_ROUNDS, MORE_PACE) if begun_path else (ROUNDS, PACE)
    if begun_path:
        begin_from(net, begun_path)
    optimizer = torch.optim.AdamW(net.parameters(), lr=pace['from'], weight_decay=DECAY)

    def tell(said):
        if process > 0:
            return
        told = ['%s %.4f, right %.4f' % (name, *measured(net, some)) for name, some in (('voices', voices[::TOLD_OF_EACH]), ('sentences', sentences))]
        print(f'{said}; of others {"; ".join(told)}', flush=True)
        write(net, max(voices[:50], key=lambda call: call['steps']), said_path)

    learn(net, optimizer, learnt, mel, (rounds, pace), (random, own), process, tell)


def begin_from(net, path):
    """What `write` wrote: two of the biases are one there."""
    with open(path, encoding='utf8') as file:
        said = json.load(file)
    state = net.state_dict()
    for layer, own in enumerate(said['layers']):
        rows = torch.tensor(own['gates'])
        keep, forget, new = rows.split(UNITS)
        rows = torch.cat([forget, keep, new])
        inputs = rows.shape[1] - UNITS - 1
        state[f'gru.weight_ih_l{layer}'], state[f'gru.weight_hh_l{layer}'] = rows[:, :inputs], rows[:, inputs:-1]
        state[f'gru.bias_ih_l{layer}'] = rows[:, -1]
        state[f'gru.bias_hh_l{layer}'] = torch.cat([torch.zeros(2 * UNITS), torch.tensor(own['inner'])])
    answers = torch.tensor(said['answers'])
    state['answers.weight'], state['answers.bias'] = answers[:, :-1], answers[:, -1]
    net.load_state_dict(state)


def learn(net, optimizer, calls, mel, how, randoms, process, tell):
    rounds, pace = how
    random, own = randoms
    weights = weights_of(calls)
    batches = len(calls) // BATCH
    count = 0
    for each in range(rounds):
        total = 0.0
        # Calls of about one length together, in another order every time.
        order = sorted(range(len(calls)), key=lambda i: calls[i]['steps'] * (0.8 + 0.4 * torch.rand(1, generator=random).item()))
        for batch in torch.randperm(batches, generator=random).tolist():
            indices = order[batch * BATCH:(batch + 1) * BATCH][process::PROCESSES]
            some = [calls[index] for index in indices]
            looks, steps = swayed(*batch_of(some), mel, own)
            machine = torch.tensor([float(call['isMachine']) for call in some])
            screening = torch.tensor([float(call['isScreening']) for call in some])
            weight = torch.tensor([weights[index] for index in indices])
            done = count / (rounds * batches)
            now = min(1, done / WARM_SHARE) * (pace['to'] + (pace['from'] - pace['to']) * (1 + math.cos(math.pi * done)) / 2)
            for group in optimizer.param_groups:
                group['lr'] = now
            of_machine, of_screening, _ = loss_of(net, looks, steps, machine, screening, weight)
            optimizer.zero_grad()
            (of_machine + SCREENING_WEIGHS * of_screening).backward()
            take_the_mean(net)
            torch.nn.utils.clip_grad_norm_(net.parameters(), STEEPEST)
            optimizer.step()
            total += of_machine.item() / batches
            count += 1
        tell(f'round {each}: loss {total:.4f}')


def take_the_mean(net):
    """Of what all processes found."""
    found = [parameter.grad for parameter in net.parameters()]
    flat = torch.cat([each.reshape(-1) for each in found])
    torch.distributed.all_reduce(flat)
    at = 0
    for each in found:
        each.copy_(flat[at:at + each.numel()].view_as(each) / PROCESSES)
        at += each.numel()


def write(net, call, path):
    """Rows in the order keep, forget, new: what each input weighs, each unit, then the row's own; and one call heard."""
    state = {name: torch.round(value * 1000) / 1000 for name, value in net.state_dict().items()}
    r, z, n = slice(0, UNITS), slice(UNITS, 2 * UNITS), slice(2 * UNITS, 3 * UNITS)
    layers = []
    for layer in range(LAYERS):
        into, across = state[f'gru.weight_ih_l{layer}'], state[f'gru.weight_hh_l{layer}']
        own, inner = state[f'gru.bias_ih_l{layer}'], state[f'gru.bias_hh_l{layer}']
        gates = []
        for gate in (z, r, n):
            both = own[gate] + (0 if gate is n else inner[gate])
            gates.append(torch.cat([into[gate], across[gate], both[:, None]], 1))
        layers.append({'gates': torch.cat(gates).tolist(), 'inner': inner[n].tolist()})
    answers = torch.cat([state['answers.weight'], state['answers.bias'][:, None]], 1)
    rounded = Said(call['looks'].shape[1]).eval()
    rounded.load_state_dict(state)
    looks = torch.round(call['looks'][:EXAMPLE_STEPS] * 1000) / 1000
    with torch.no_grad():
        logits = rounded(looks[None])[0]
    example = {'looks': looks.tolist(), 'logits': logits.tolist()}
    said = {'layers': layers, 'answers': answers.tolist(), 'example': example}
    with open(path, 'w', encoding='utf8') as file:
        json.dump(said, file)


if __name__ == '__main__':
    if os.path.exists(f'{sys.argv[2]}.meeting'):
        os.remove(f'{sys.argv[2]}.meeting')
    torch.multiprocessing.spawn(main, sys.argv[1:], nprocs=PROCESSES)
