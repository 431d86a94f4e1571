"""Fits what is said (src/audio/amd/said.ts) to labelled calls: a gated recurrent network with two answers.

Called by scripts/amdWeights.ts: `python3 fitSaid.py CALLS SAID [BEGUN]`. CALLS is written there: a header of one JSON
line (`inputs`, `bandsMel`, `phones`, `calls`: steps, isMachine, isScreening, part, phones, and how much it counts), then
the looks of all calls, row by row, as 32-bit floats. SAID gets the weights as JSON. BEGUN has such weights: it goes on
from those, at a lower pace. While it learns, every call sways (sway.py), and the first layer is asked which phones it
heard besides, which nobody asks the ear. Each of two processes learns from a half of every batch, and both take the
step that both found. What is kept is the mean of the weights over the last steps, which errs far less about who is new
than the weights of any step. The same from the same seed.
"""
import copy
import json
import math
import os
import sys

import numpy
import torch

from recurrent import Recurrent
from sway import LONGEST_STEPS, swayed

SEED = 3
PROCESSES = 2
LAYERS = 2
UNITS = 192
ROUNDS = 20
MORE_ROUNDS = 8
BATCH = 32
PACE = {'from': 0.003, 'to': 0.00002}
MORE_PACE = {'from': 0.0015, 'to': 0.00002}
WARM_SHARE = 0.02
DECAY = 0.01
# About two rounds with twelve sets; over half a round it errs hardly more.
AVERAGED_STEPS = 4000
STEEPEST = 1.0
# What is heard in the first second is worth more: there calls are decided.
FADES_STEPS = 50
# Of what a call counts, its last looks have so much by themselves: by then all was said that the judge will know.
LAST_STEPS = 8
LAST_SHARE = 0.4
# What each layer found is left out for the next so often, so that none relies on one unit.
DROPPED = 0.1
# The second answer is asked of machines only, and is worth less.
SCREENING_WEIGHS = 0.3
# Who can tell sounds of speech apart hears new sentences and voices better; only the fit asks for them.
PHONES_WEIGH = {'from': 1, 'to': 0.3}
# At first only what reads them from the layer learns, so that the layer is not thrown about.
PHONES_ALONE_SHARE = 0.02
# A longer call may have been cut before all was said.
PHONES_STEPS = 145
# How it goes with unknown voices is told by every fourth of their calls.
TOLD_OF_EACH = 4
# Before anything is heard, the mean of a band is that of all calls, worth so many steps (said.ts has them too).
USUAL_STEPS = 25
USUAL_OF_EACH = 20
# Of one call, so many looks go with the weights, with what PyTorch made of them.
EXAMPLE_STEPS = 60


class Said(torch.nn.Module):
    def __init__(self, inputs, phones, usual):
        super().__init__()
        self.usual = usual
        bands = len(usual)
        self.gru = torch.nn.GRU(inputs + (inputs - 1) // (bands + 1) * bands, UNITS, num_layers=LAYERS, batch_first=True)
        self.answers = torch.nn.Linear(UNITS, 2)
        self.phones = torch.nn.Linear(UNITS, 1 + phones)

    def forward(self, looks):
        looks = with_less_means(looks, self.usual)
        if not self.training:
            return self.answers(self.gru(looks)[0])
        states = looks.transpose(0, 1)
        for layer in range(LAYERS):
            into, across, own, inner = (getattr(self.gru, f'{name}_l{layer}') for name in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'))
            own = torch.cat([own[:2 * UNITS] + inner[:2 * UNITS], own[2 * UNITS:]])
            given = torch.nn.functional.linear(states.bfloat16(), into.bfloat16()).float() + own
            states = torch.nn.functional.dropout(Recurrent.apply(given, across, inner[2 * UNITS:]), DROPPED)
            if layer == 0:
                self.sounds = states
        return self.answers(states).transpose(0, 1)


def with_less_means(looks, usual):
    """As the ear does (readLessMeans in said.ts): of each look its bands less their mean so far."""
    bands = len(usual)
    each = (looks.shape[2] - 1) // (bands + 1)
    levels = looks[:, :, :each * bands].unflatten(2, (each, bands))
    steps = torch.arange(1, looks.shape[1] + 1)[None, :, None]
    means = (torch.cumsum(levels.mean(2), 1) + USUAL_STEPS * usual) / (steps + USUAL_STEPS)
    return torch.cat([looks, (levels - means[:, :, None]).flatten(2)], 2)


def usual_of(calls, bands):
    """The mean of each band, of some of the calls; in thousandths, as the ear is told."""
    looks = torch.cat([call['looks'] for call in calls[::USUAL_OF_EACH]])
    each = (looks.shape[1] - 1) // (bands + 1)
    return torch.round(looks[:, :each * bands].reshape(-1, bands).mean(0) * 1000) / 1000


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


def loss_of_phones(net, calls, steps, alone):
    """Which phones the first layer heard one after the other (CTC), a phone; `alone`: the layer does not learn from it."""
    known = [index for index, call in enumerate(calls) if call['phones'] and len(call['phones']) < call['steps'] <= PHONES_STEPS]
    if not known:
        return 0 * sum(each.sum() for each in net.phones.parameters())
    said = [calls[index]['phones'] for index in known]
    lengths = torch.tensor([len(each) for each in said])
    sounds = net.sounds[:, known].detach() if alone else net.sounds[:, known]
    told = torch.log_softmax(net.phones(sounds), 2)
    losses = torch.nn.functional.ctc_loss(told, torch.tensor(sum(said, [])), steps[known], lengths, reduction='none', zero_infinity=True)
    return (losses / lengths).sum() / len(calls)


def weights_of(calls):
    """Both answers weigh the same; of each, some calls count more than others."""
    machines = sum(call['counts'] for call in calls if call['isMachine'])
    people = sum(call['counts'] for call in calls if not call['isMachine'])
    return [call['counts'] * len(calls) / (2 * (machines if call['isMachine'] else people)) for call in calls]


def loss_of(net, looks, steps, machine, screening, weights):
    logits = net(looks)
    at = torch.arange(looks.shape[1])[None]
    there = (at < steps[:, None]).float()
    worth = there / (1 + at / FADES_STEPS)
    last = there * (at >= steps[:, None] - LAST_STEPS)
    worth = (1 - LAST_SHARE) * worth / worth.sum(1, keepdim=True) + LAST_SHARE * last / last.sum(1, keepdim=True)
    worth = weights[:, None] * worth
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
    net = Said(head['inputs'], head['phones'], usual_of(learnt, len(mel)))
    rounds, pace = (MORE_ROUNDS, MORE_PACE) if begun_path else (ROUNDS, PACE)
    if begun_path:
        begin_from(net, begun_path)
    optimizer = torch.optim.AdamW(net.parameters(), lr=pace['from'], weight_decay=DECAY)

    mean = copy.deepcopy(net)
    least = math.inf

    def tell(said):
        nonlocal least
        if process > 0:
            return
        told = {name: measured(mean, some) for name, some in (('voices', voices[::TOLD_OF_EACH]), ('sentences', sentences))}
        of_others = '; '.join('%s %.4f, right %.4f' % (name, *each) for name, each in told.items())
        print(f'{said}; of others {of_others}', flush=True)
        # A round after which it is surer of what it learnt, and errs more about who is new to it, is not kept.
        if told['voices'][0] < least:
            least = told['voices'][0]
            write(mean, max(voices[:50], key=lambda call: call['steps']), said_path)

    if begun_path:
        tell('begun')
    learn(net, optimizer, learnt, mel, (rounds, pace), (random, own), process, mean, tell)


def average(mean, net, count):
    """Towards the weights of this step; at first over as many steps as there were."""
    share = 1 / min(AVERAGED_STEPS, count + 1)
    with torch.no_grad():
        for slow, now in zip(mean.parameters(), net.parameters()):
            slow.lerp_(now, share)


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
    net.usual = torch.tensor(said['usual'])
    answers = torch.tensor(said['answers'])
    state['answers.weight'], state['answers.bias'] = answers[:, :-1], answers[:, -1]
    net.load_state_dict(state)


def learn(net, optimizer, calls, mel, how, randoms, process, mean, tell):
    rounds, pace = how
    random, own = randoms
    weights = weights_of(calls)
    batches = len(calls) // BATCH
    count = 0
    for each in range(rounds):
        total, of_sounds = 0.0, 0.0
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
            slower = (1 + math.cos(math.pi * done)) / 2
            now = min(1, done / WARM_SHARE) * (pace['to'] + (pace['from'] - pace['to']) * slower)
            weigh = PHONES_WEIGH['to'] + (PHONES_WEIGH['from'] - PHONES_WEIGH['to']) * slower
            for group in optimizer.param_groups:
                group['lr'] = now
            of_machine, of_screening, _ = loss_of(net, looks, steps, machine, screening, weight)
            optimizer.zero_grad()
            of_phones = loss_of_phones(net, some, steps, done < PHONES_ALONE_SHARE)
            (of_machine + SCREENING_WEIGHS * of_screening + weigh * of_phones).backward()
            take_the_mean(net)
            torch.nn.utils.clip_grad_norm_(net.parameters(), STEEPEST)
            optimizer.step()
            average(mean, net, count)
            total += of_machine.item() / batches
            of_sounds += of_phones.item() / batches
            count += 1
        tell(f'round {each}: loss {total:.4f}, phones {of_sounds:.3f}')


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
    rounded = Said(call['looks'].shape[1], net.phones.out_features - 1, net.usual).eval()
    rounded.load_state_dict(state)
    looks = torch.round(call['looks'][:EXAMPLE_STEPS] * 1000) / 1000
    with torch.no_grad():
        logits = rounded(looks[None])[0]
    example = {'looks': looks.tolist(), 'logits': logits.tolist()}
    said = {'layers': layers, 'usual': net.usual.tolist(), 'answers': answers.tolist(), 'example': example}
    with open(path, 'w', encoding='utf8') as file:
        json.dump(said, file)


if __name__ == '__main__':
    if os.path.exists(f'{sys.argv[2]}.meeting'):
        os.remove(f'{sys.argv[2]}.meeting')
    torch.multiprocessing.spawn(main, sys.argv[1:], nprocs=PROCESSES)
