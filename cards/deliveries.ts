/** The cards of `deliveries`: a view of services/delivery in, a card out. */
export { campaignCard, cancelCampaignCard } from "./deliveries/campaign.js";
export { deliveriesCard } from "./deliveries/list.js";
