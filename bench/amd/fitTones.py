"""Fits what a tone is worth (src/audio/amd/purity.ts) to labelled ones: networks of one hidden layer, taken together.

Called by scripts/amdWeights.ts: `python3 fitTones.py TONES WEIGHTS`. TONES has a JSON line a tone (input, isTone,
isBeep, file), WEIGHTS gets `hidden` (a row a neuron, its own last) and `out`. Prints what a fifth of the calls that it
did not learn from says of each threshold. The same from the same seed.
"""
import json
import sys

import numpy
import torch

# Each is unsure of other tones than the next: their mean takes a third fewer voices for beeps than one alone.
SEEDS = (1, 2, 3, 4)
NEURONS = 32
STEPS = 12000
BATCH = 512
PACE = 0.01
DECAY = 0.001
SWAY = 0.05
FOLDS = 5


class Worth(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.hidden = torch.nn.Linear(inputs, NEURONS)
        self.out = torch.nn.Linear(NEURONS, 1)

    def forward(self, values):
        return self.out(torch.tanh(self.hidden(values)))[:, 0]


def fit(values, is_tone, seed):
    torch.manual_seed(seed)
    mean, spread = values.mean(0), values.std(0) + 1e-6
    values = (values - mean) / spread
    net = Worth(values.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=PACE, weight_decay=DECAY)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group['lr'] = PACE * (1 - step / STEPS) + 1e-5
        some = torch.randint(len(values), (BATCH,))
        swayed = values[some] + SWAY * torch.randn(BATCH, values.shape[1])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(net(swayed), is_tone[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    # What was measured goes in as it is.
    with torch.no_grad():
        net.hidden.bias -= net.hidden.weight @ (mean / spread)
        net.hidden.weight /= spread
    return net


def main(tones_path, weights_path):
    with open(tones_path, encoding='utf8') as file:
        tones = [json.loads(line) for line in file]
    values = torch.tensor([tone['input'] for tone in tones], dtype=torch.float32)
    is_tone = torch.tensor([float(tone['isTone']) for tone in tones])
    files = sorted({tone['file'] for tone in tones})
    fold_of = dict(zip(files, numpy.random.RandomState(SEEDS[0]).randint(FOLDS, size=len(files))))
    fold = numpy.array([fold_of[tone['file']] for tone in tones])
    held = torch.tensor(fold == 0)
    worth = sum(fit(values[~held], is_tone[~held], seed)(values[held]).detach().numpy() for seed in SEEDS) / len(SEEDS)
    there = [tone for tone, one in zip(tones, held.tolist()) if one]
    beeps = {tone['file'] for tone in there if tone['isBeep']}
    print(f'{len(tones)} tones, {len(there)} of {len(set(t["file"] for t in there))} calls held out')
    for above in (0, 0.5, 1, 1.5, 2, 2.5, 3, 4):
        found = {tone['file'] for tone, one in zip(there, worth) if tone['isBeep'] and one > above}
        false = {tone['file'] for tone, one in zip(there, worth) if not tone['isTone'] and one > above}
        print(f'above {above}: beeps found in {len(found) / len(beeps):.4f} of calls with one, false in {len(false)} calls')
    nets = [fit(values, is_tone, seed) for seed in SEEDS]
    # Their neurons beside each other, each speaking for its share, are one network.
    hidden = torch.cat([torch.cat([net.hidden.weight, net.hidden.bias[:, None]], 1) for net in nets]).tolist()
    out = (torch.cat([*(net.out.weight[0] for net in nets), sum(net.out.bias for net in nets)]) / len(nets)).tolist()
    with open(weights_path, 'w', encoding='utf8') as file:
        json.dump({'hidden': hidden, 'out': out}, file)


main(*sys.argv[1:])
