/** How roles and permissions are called, with what each lets a person do. */
import type { Permission, Role } from '../../../../src/access/permission.ts'
import { wordsOf } from '../../words/words.ts'

type Named = readonly [name: string, does: string]

interface AccessWords {
  readonly roles: Readonly<Record<Role, Named>>
  readonly permissions: Readonly<Record<Permission, string>>
}

const fr: AccessWords = {
  roles: {
    owner: ['Propriétaire', 'Peut tout, y compris donner et retirer les rôles.'],
    campaignManager: [
      'Responsable de campagne',
      'Prépare, lance et arrête les campagnes ; importe les fichiers.',
    ],
    messageApprover: [
      'Approbation des messages',
      'Écoute et approuve ; peut arrêter une campagne.',
    ],
    treasurer: ['Trésorerie', 'Voit les coûts, fixe les budgets, exporte les rapports.'],
    dataProtectionOfficer: [
      'Protection des données',
      'Répond aux demandes des personnes, lit les preuves et le registre.',
    ],
    observer: ['Observation', 'Voit les campagnes et les rapports, sans aucun nom.'],
  },
  permissions: {
    'campaign.read': 'Voir les campagnes',
    'campaign.write': 'Préparer les campagnes',
    'campaign.launch': 'Lancer et reprendre',
    'campaign.stop': 'Mettre en pause et arrêter',
    'message.write': 'Enregistrer les messages',
    'message.approve': 'Approuver les messages',
    'people.read': 'Voir les contacts, numéros masqués',
    'people.reveal': 'Voir un numéro entier (consigné)',
    'people.write': 'Importer et corriger les contacts',
    'suppression.read': 'Voir les oppositions',
    'suppression.write': 'Ajouter des oppositions',
    'rights.read': 'Voir les demandes des personnes',
    'rights.answer': 'Répondre aux demandes',
    'report.read': 'Voir les rapports',
    'report.export': 'Exporter les rapports',
    'money.read': 'Voir les coûts',
    'money.write': 'Fixer les budgets',
    'evidence.read': 'Télécharger les preuves',
    'audit.read': 'Lire le journal',
    'trunk.read': 'Voir les raccordements',
    'trunk.write': 'Modifier les raccordements',
    'team.read': 'Voir l’équipe',
    'team.write': 'Inviter et changer les rôles',
    'key.write': 'Créer des clés',
    'webhook.write': 'Gérer les webhooks',
    'organisation.write': 'Modifier l’organisation',
  },
}

const en: AccessWords = {
  roles: {
    owner: ['Owner', 'May do everything, giving and taking roles included.'],
    campaignManager: ['Campaign manager', 'Prepares, launches and stops campaigns; imports files.'],
    messageApprover: ['Message approver', 'Listens and approves; may stop a campaign.'],
    treasurer: ['Treasurer', 'Sees costs, sets budgets, exports reports.'],
    dataProtectionOfficer: [
      'Data-protection officer',
      'Answers people’s requests, reads evidence and the journal.',
    ],
    observer: ['Observer', 'Sees campaigns and reports, without any name.'],
  },
  permissions: {
    'campaign.read': 'See campaigns',
    'campaign.write': 'Prepare campaigns',
    'campaign.launch': 'Launch and resume',
    'campaign.stop': 'Pause and stop',
    'message.write': 'Record messages',
    'message.approve': 'Approve messages',
    'people.read': 'See contacts, numbers masked',
    'people.reveal': 'See a whole number (recorded)',
    'people.write': 'Import and correct contacts',
    'suppression.read': 'See objections',
    'suppression.write': 'Add objections',
    'rights.read': 'See people’s requests',
    'rights.answer': 'Answer requests',
    'report.read': 'See reports',
    'report.export': 'Export reports',
    'money.read': 'See costs',
    'money.write': 'Set budgets',
    'evidence.read': 'Download evidence',
    'audit.read': 'Read the journal',
    'trunk.read': 'See trunks',
    'trunk.write': 'Change trunks',
    'team.read': 'See the team',
    'team.write': 'Invite and change roles',
    'key.write': 'Make keys',
    'webhook.write': 'Manage webhooks',
    'organisation.write': 'Change the organisation',
  },
}

export const accessWords = wordsOf(fr, en)
